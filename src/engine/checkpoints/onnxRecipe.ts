/** For a model that is of no family known here: what brings it here all the same. `model` is the author's own. */
export const ONNX_RECIPE: readonly string[] = [
  'import torch',
  'model.eval()',
  'torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx")  # images of the size that it takes',
]
