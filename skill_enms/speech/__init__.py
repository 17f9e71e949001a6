"""Result → what is said: names of dialogs and their data. The words themselves live in `locale/<lang>/dialog/`."""
