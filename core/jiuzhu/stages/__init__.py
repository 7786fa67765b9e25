"""The relief stages: hook specifications, the table-driven defaults, and the typed façade."""
