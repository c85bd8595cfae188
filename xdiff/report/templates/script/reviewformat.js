// reviewformat: being written.
