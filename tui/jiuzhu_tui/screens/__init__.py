"""The screens, one a file; `base` has what they share."""
