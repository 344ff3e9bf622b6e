"""From the model to the files of the project."""
