"""Why a claim came out as it did: the trace, for a row of a settlement or for a single case."""
