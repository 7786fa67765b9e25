"""The engine: facts, kinds, arithmetic, caps, trace. It knows no files and no database."""
