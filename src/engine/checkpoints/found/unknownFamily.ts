/** Thrown for a model of no family known here: there is a way for it all the same. */
export class UnknownFamily extends Error {
  /** Lines of Python to be copied; `model` is the author's own. */
  readonly recipe: readonly string[] = [
    'import torch',
    'model.eval()',
    'torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx", external_data=False)  # images of the size that it takes',
  ]
}
