// reviewtools: being written.
