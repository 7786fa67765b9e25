"""One strict converter: what does not have exactly the right shape is an error with its path.

Unknown keys, wrong types, floats, NaN, ``true`` for a number and empty texts are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from . import shapes
from .errors import JiuzhuError, SchemaError
from .money import format_percent, format_yuan
from .policy import BandValue, Cell, ThresholdValue
from .problems import RENAMED, problems_of
from .text import MAY_BE_EMPTY, Text
from .values import IN_YUAN, MoneyValue, RateValue

T = TypeVar("T")


def structure(data: object, kind: type[T]) -> T:
    """Build a ``kind`` from plain data (as TOML or JSON give it).

    Raises SchemaError that names the key path of every problem, in Chinese and English.
    """
    try:
        return _converter().structure(data, kind)
    except (cattrs.BaseValidationError, JiuzhuError, KeyError, TypeError, ValueError) as error:
        raise SchemaError(problems_of(error)) from None


def unstructure(value: object) -> Any:
    """Turn a record of this vocabulary into plain data: dicts, lists, texts, integers."""
    return _converter().unstructure(value)


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    _read_plain_types(converter)
    _read_containers(converter)
    _read_classes(converter)
    _read_values(converter)
    _write(converter)
    return converter


def _read_plain_types(converter: cattrs.Converter) -> None:
    for kind, read in (
        (str, shapes.text),
        (int, shapes.integer),
        (bool, shapes.boolean),
        (float, shapes.no_float),
        (date, shapes.day),
    ):
        converter.register_structure_hook(kind, read)
    converter.register_structure_hook_func(_made_of(Literal), shapes.word)
    converter.register_structure_hook_func(_marked(MAY_BE_EMPTY), shapes.text_or_empty)
    converter.register_structure_hook_func(_marked(IN_YUAN), shapes.yuan)
    converter.register_structure_hook_func(lambda kind: kind == Cell, shapes.cell)


def _read_containers(converter: cattrs.Converter) -> None:
    @converter.register_structure_hook_factory(_made_of(tuple))
    def read_tuple(kind: Any) -> Any:
        as_list, of_list = _reader(converter, list, get_args(kind)[:1])
        return lambda value, _: tuple(as_list(shapes.listing(value), of_list))

    @converter.register_structure_hook_factory(_made_of(frozenset))
    def read_set(kind: Any) -> Any:
        as_list, of_list = _reader(converter, list, get_args(kind))
        return lambda value, _: frozenset(as_list(shapes.listing(value), of_list))

    @converter.register_structure_hook_factory(_made_of(Mapping))
    def read_mapping(kind: Any) -> Any:
        as_dict, of_dict = _reader(converter, dict, get_args(kind))
        return lambda value, _: as_dict(shapes.table(value), of_dict)


def _reader(converter: cattrs.Converter, kind: type, inner: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return what reads a list or dict of the inner types, and the type to read it as."""
    generic = GenericAlias(kind, inner)
    return converter.get_structure_hook(generic), generic


def _read_classes(converter: cattrs.Converter) -> None:
    @converter.register_structure_hook_factory(attrs.has)
    def read_class(kind: Any) -> Any:
        build = make_dict_structure_fn(kind, converter, **_renamings(kind))
        return lambda value, _: build(shapes.table(value), kind)


def _read_values(converter: cattrs.Converter) -> None:
    converter.register_structure_hook(Text, shapes.bilingual)
    converter.register_structure_hook(RateValue, shapes.rate_value)
    converter.register_structure_hook(MoneyValue, shapes.money_value)
    converter.register_structure_hook(ThresholdValue, shapes.threshold_value)
    converter.register_structure_hook(BandValue, shapes.band_value)

    @converter.register_structure_hook_factory(is_dated)
    def read_dated(kind: Any) -> Any:
        read = converter.get_structure_hook(get_args(kind)[0])
        return lambda value, _: _dated(value, read)


def _dated(value: object, read: Callable[[object, object], Any]) -> tuple[Any, ...]:
    """Read one value, or a list of dated values."""
    if not isinstance(value, list) or not value:
        return (read(value, None),)
    dated = []
    for place, each in enumerate(value):
        with shapes.below(f"[{place}]"):
            dated.append(read(each, None))
    return tuple(dated)


def _write(converter: cattrs.Converter) -> None:
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Text, lambda value: value._asdict())
    converter.register_unstructure_hook_func(_marked(IN_YUAN), format_yuan)
    converter.register_unstructure_hook_func(_made_of(frozenset), sorted)
    converter.register_unstructure_hook_func(
        _made_of(tuple),
        lambda value: [converter.unstructure(each) for each in value],
    )
    converter.register_unstructure_hook(
        RateValue, lambda v: _plain(v, f"{format_percent(v.basis_points)}%")
    )
    converter.register_unstructure_hook(MoneyValue, lambda v: _plain(v, format_yuan(v.fen)))
    converter.register_unstructure_hook(ThresholdValue, lambda v: {v.mode: format_yuan(v.fen)})
    converter.register_unstructure_hook(
        BandValue,
        lambda v: {"above": format_yuan(v.above), "rate": converter.unstructure(v.rate)},
    )

    @converter.register_unstructure_hook_factory(
        lambda kind: (
            attrs.has(kind) and kind not in (RateValue, MoneyValue, ThresholdValue, BandValue)
        )
    )
    def write_class(kind: Any) -> Any:
        return make_dict_unstructure_fn(kind, converter, **_written(kind))


def _plain(value: RateValue | MoneyValue, written: str) -> dict[str, str]:
    plain: dict[str, str] = {value.kind: written}
    if value.since:
        plain["from"] = value.since.isoformat()
    if value.until:
        plain["to"] = value.until.isoformat()
    return plain


def _renamings(kind: Any) -> dict[str, Any]:
    names = {field.name for field in attrs.fields(kind)}
    return {name: override(rename=RENAMED[name]) for name in names & RENAMED.keys()}


def _written(kind: Any) -> dict[str, Any]:
    """Rename, and leave out what says nothing by being empty: no reader would take it back."""
    return {
        field.name: override(
            rename=RENAMED.get(field.name),
            omit_if_default=(field.type is str and field.default == "") or is_dated(field.type),
        )
        for field in attrs.fields(attrs.resolve_types(kind))
    }


def is_dated(kind: Any) -> bool:
    """Tell whether a field holds one value after the other: one table, or a list of them."""
    return kind in (tuple[RateValue, ...], tuple[MoneyValue, ...])


def _made_of(origin: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _marked(mark: str) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is Annotated and mark in get_args(kind)
