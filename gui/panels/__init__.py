"""The panes beside the text: documents, decision, picker."""
