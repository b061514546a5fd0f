"""The contract for the city's own engineers is made from the messages themselves."""

from sync import wire
from sync.centre.http import openapi


def test_every_door_is_in_the_contract_and_every_reference_resolves() -> None:
    document = openapi()
    assert set(document["paths"]) == set(wire.ROUTES)
    schemas = document["components"]["schemas"]

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if "$ref" in value else []
            return own + [ref for one in value.values() for ref in references(one)]
        return [ref for one in value for ref in references(one)] if isinstance(value, list) else []

    found = references(document)
    assert found and all(ref.rsplit("/", 1)[1] in schemas for ref in found)
    assert {"Fact", "Envelope", "Case", "Facts", "Taken", "No"} <= set(schemas)
