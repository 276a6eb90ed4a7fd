"""What a policy leaves out: observations for the shapes, and the shapes run over a policy."""
