"""What goes out: simulated event logs, workflows as BPMN, and the graph behind a process map."""
