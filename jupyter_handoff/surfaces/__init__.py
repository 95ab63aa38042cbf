"""Where people meet the findings: the command line, cells, the server, and output formats."""
