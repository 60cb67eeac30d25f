"""The command line: reads what was asked for, calls the layers below, prints what they found."""
