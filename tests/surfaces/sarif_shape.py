"""What we use of SARIF 2.1.0, written down from the standard: closed, so that no name is misspelt.

(OASIS's schema is larger and allows property bags everywhere.)
"""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]


def _object(required: Shape, **optional: Shape) -> Shape:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


def _list(items: Shape) -> Shape:
    return {"type": "array", "items": items}


_TEXT: Shape = {"type": "string", "minLength": 1}
_NUMBER: Shape = {"type": "integer", "minimum": 1}
_INDEX: Shape = {"type": "integer", "minimum": 0}
_BAG: Shape = {"type": "object"}
_LEVEL: Shape = {"enum": ["error", "warning", "note", "none"]}
_MESSAGE = _object({"text": _TEXT})
_FILE = _object({"uri": _TEXT}, uriBaseId={"const": "%SRCROOT%"}, index=_INDEX)
_REGION: Shape = {
    **_object({"startLine": _NUMBER}, startColumn=_NUMBER, endLine=_NUMBER, endColumn=_NUMBER),
    "dependentRequired": {"startColumn": ["endLine", "endColumn"], "endColumn": ["startColumn"]},
}
_LOCATION = _object(
    {"physicalLocation": _object({"artifactLocation": _FILE}, region=_REGION)},
    id=_NUMBER,
    logicalLocations=_list(
        _object(
            {"name": _TEXT, "fullyQualifiedName": _TEXT, "kind": {"enum": ["cell", "notebook"]}}
        )
    ),
    message=_MESSAGE,
)
_RULE = _object(
    {
        # GitHub asks for all of these.
        "id": _TEXT,
        "name": _TEXT,
        "shortDescription": _MESSAGE,
        "fullDescription": _MESSAGE,
        "help": _object({"text": _TEXT, "markdown": _TEXT}),
    },
    defaultConfiguration=_object({"level": _LEVEL}),
    properties=_BAG,
)
_NOTIFICATION = _object(
    {
        "descriptor": _object({"id": _TEXT, "index": _INDEX}),
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": _list(_LOCATION),
    }
)
_FIX = _object(
    {
        "description": _MESSAGE,
        "artifactChanges": _list(
            _object(
                {
                    "artifactLocation": _FILE,
                    "replacements": _list(
                        _object(
                            {
                                "deletedRegion": _REGION,
                                "insertedContent": _object({"text": {"type": "string"}}),
                            }
                        )
                    ),
                }
            )
        ),
    },
    properties=_BAG,
)
_RESULT = _object(
    {
        "ruleId": _TEXT,
        "ruleIndex": _INDEX,
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": {**_list(_LOCATION), "minItems": 1, "maxItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": _TEXT},
    },
    relatedLocations=_list(_LOCATION),
    fixes=_list(_FIX),
    properties=_BAG,
)
_DRIVER = _object(
    {
        "name": _TEXT,
        "rules": _list(_RULE),
        "notifications": _list(
            _object(
                {
                    "id": _TEXT,
                    "shortDescription": _MESSAGE,
                    "defaultConfiguration": _object({"level": _LEVEL}),
                }
            )
        ),
    },
    version=_TEXT,
    semanticVersion=_TEXT,
)
_ARTIFACT = _object(
    {
        "location": _FILE,
        "mimeType": {"const": "application/x-ipynb+json"},
        "encoding": {"const": "UTF-8"},
        "roles": {"const": ["analysisTarget"]},
    }
)
_RUN = _object(
    {
        "tool": _object({"driver": _DRIVER}),
        "columnKind": {"const": "unicodeCodePoints"},
        "originalUriBaseIds": _object({"%SRCROOT%": _object({"description": _MESSAGE})}),
        "artifacts": {**_list(_ARTIFACT), "uniqueItems": True},
        "invocations": _list(
            _object(
                {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": _list(_NOTIFICATION),
                }
            )
        ),
        "results": _list(_RESULT),
    },
    properties=_BAG,
)
SHAPE = _object({"$schema": _TEXT, "version": {"const": "2.1.0"}, "runs": _list(_RUN)})
