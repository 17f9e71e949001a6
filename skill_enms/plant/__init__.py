"""The plant's database: connections, migrations, what a plant has, and its rows as daily series."""
