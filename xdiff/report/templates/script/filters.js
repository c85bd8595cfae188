// filters: being written.
