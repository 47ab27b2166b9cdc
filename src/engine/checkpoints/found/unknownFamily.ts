/** Thrown for a model of an unknown family, which can be opened in another way. */
export class UnknownFamily extends Error {
  /** Python code to copy; `model` is the author's own. */
  readonly recipe: readonly string[] = [
    'import torch',
    'model.eval()',
    'torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx", external_data=False)  # images of the size that it takes',
  ]
}
