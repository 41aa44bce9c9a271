"""What the published models lack for mediapipe's Tasks: said metadata, and one bundle of them."""

import importlib.util
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import flatbuffers  # type: ignore[import-untyped]

_ALIGNED = 64  # bytes; TensorFlow Lite copies what lies otherwise
_PAD = b"\xfe\xca"  # an extra field of a zip that readers skip


def described(data: bytes, mean: float, deviation: float) -> bytes:
    """Return a TensorFlow Lite model that also says how its picture is normalised.

    The Tasks API asks for that as metadata, which the files of pose lack.
    """
    tflite, metadata = _schema("schema"), _schema("metadata_schema")
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(data, 0))
    buffer, entry = tflite.BufferT(), tflite.MetadataT()
    outputs = len(model.subgraphs[0].outputs)
    buffer.data = list(_packed(_about(metadata, mean, deviation, outputs), b"M001"))
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*(model.metadata or []), entry]
    return _packed(model, b"TFL3")


def _about(schema: Any, mean: float, deviation: float, outputs: int) -> Any:
    """Return the metadata of a model with one RGB picture going in."""
    options, unit = schema.NormalizationOptionsT(), schema.ProcessUnitT()
    options.mean, options.std = [mean], [deviation]
    unit.optionsType, unit.options = schema.ProcessUnitOptions.NormalizationOptions, options
    picture, content = schema.ImagePropertiesT(), schema.ContentT()
    picture.colorSpace = schema.ColorSpaceType.RGB
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = picture
    tensor, graph, about = (
        schema.TensorMetadataT(), schema.SubGraphMetadataT(), schema.ModelMetadataT()
    )  # fmt: skip
    tensor.processUnits, tensor.content = [unit], content
    graph.inputTensorMetadata = [tensor]
    graph.outputTensorMetadata = [schema.TensorMetadataT() for _each in range(outputs)]
    about.subgraphMetadata, about.minParserVersion = [graph], "1.0.0"
    return about


def _packed(value: Any, kind: bytes) -> bytes:
    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(value.Pack(builder), kind)
    return bytes(builder.Output())


def _schema(name: str) -> ModuleType:
    """Load one of the schemas that mediapipe brings without loading mediapipe itself."""
    package = importlib.util.find_spec("mediapipe")
    assert package is not None and package.origin is not None
    path = Path(package.origin).parent / "tasks" / "metadata" / f"{name}_py_generated.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(path: Path, entries: Mapping[str, bytes]) -> None:
    """Write an uncompressed zip whose entries begin at multiples of _ALIGNED bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as z:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            head = z.fp.tell() + 30 + len(name) + 4  # type: ignore[union-attr]
            pad = -head % _ALIGNED
            entry.extra = _PAD + pad.to_bytes(2, "little") + bytes(pad)
            z.writestr(entry, data)
