"""Jiuzhu."""
