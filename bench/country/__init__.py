"""Fengjie's annex as a country package of OpenFisca-core or policyengine-core.

The two cores share one interface, so one package serves both: `system.build` loads
``variables.py`` for the core that is asked for.
"""
