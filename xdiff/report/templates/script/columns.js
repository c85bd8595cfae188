// columns: being written.
