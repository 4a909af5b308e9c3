"""Converts MediaPipe's models of faces and hands from TFLite to the ONNX files that Meshstream ships.

The modules, in the order in which a model passes through them::

    catalog      which models there are, and what is known about each
    sources      package       -> TFLite file, checked against its SHA-256
    tflite       TFLite file   -> operators and tensors, as stored
    sparse       sparse constants of it, made dense
    cut          a part of a TFLite file, as a file of its own
    importer     operators     -> Network
    network      the small NCHW network that everything below works on
    branches     alike branches of a Network joined, the first thing that cpu does
    cpu          Network       -> Network that ONNX Runtime's CPU provider runs fast
    onnx_export  Network       -> ONNX bytes
    mixer        operators     -> ONNX bytes, for networks that read points
    inputs       what models are verified and timed with, made by
    pictures     views of a picture, and noise
    interpreter  TFLite's own interpreter
    verify       ONNX against the TFLite interpreter, on a picture and on noise
    attention    the geometry between the two networks of the attention mesh
    attention_check  both networks and the geometry against TFLite
    bench        CPU flavour against GPU flavour, on the CPU
    publish      checked files -> resources folder, with cards and a manifest
"""
