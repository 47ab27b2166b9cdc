/** @file The contents of each golden file in e2e/goldens, the script that made it, and the tests that read it. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

export const GOLDENS = 'e2e/goldens'
export const TRAINING = 'models/training'

/**
 * Every kind of golden file: its contents, the script that makes it, the index with the versions of the packages, and
 * the words that identify the tests which read it.
 */
const KINDS = [
  {
    files: /^(cifar10|fashion-mnist)-.+/,
    contents: 'logits, loss, input gradient, norms, edges and PGD iterates of each shipped model on four images',
    script: 'make_goldens.py',
    versions: ({ index: { torch, torchattacks } }) => ({ torch, torchattacks }),
    readBy: /index\.models|readGoldens\(id\)/,
  },
  {
    files: /^tiny-resnets/,
    contents: 'forward pass, input gradient and second derivatives of ResNets, for each activation and stem',
    script: 'make_goldens.py',
    versions: ({ index: { torch } }) => ({ torch }),
    readBy: /tinyGolden/,
  },
  {
    files: /^tiny-swins/,
    contents: 'the same of Swin Transformers',
    script: 'make_goldens.py',
    versions: ({ index: { torch } }) => ({ torch }),
    readBy: /tinySwins\.file/,
  },
  {
    files: /^timm-swins/,
    contents: 'logits and input gradients of the same Swins, by timm',
    script: 'make_timm_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /tinySwins\.timmFile/,
  },
  {
    files: /^architectures/,
    contents: 'forward pass, input gradient and second derivatives of every architecture and set of parameter names',
    script: 'make_architecture_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /architectureGolden\(/,
  },
  {
    files: /^onnx\//,
    contents:
      'logits, input gradients and gradients of their norm of classifiers of timm, exported to ONNX, whose parameters are drawn from their names',
    script: 'make_onnx_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /readOnnxGolden/,
  },
  {
    files: /^onnx-operators/,
    contents: 'logits of small ONNX graphs of one operator each, with settings that PyTorch’s exporters do not write',
    script: 'make_onnx_operator_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /onnx-operators\.safetensors/,
  },
  {
    files: /^tfjs\//,
    contents:
      'logits, input gradients and gradients of their norm of models of Keras and TensorFlow, converted to TensorFlow.js',
    script: 'make_tfjs_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /readTfjsGolden\(/,
  },
  {
    files: /^gradients/,
    contents: 'gradients of the loss, the logit margin and the true logit',
    script: 'make_gradient_goldens.py',
    versions: ({ metadata, index: { torch } }) => metadata ?? { torch },
    readBy: /'gradients\.safetensors'/,
  },
  {
    files: /^maps/,
    contents: 'SmoothGrad, integrated gradients and gradient times input, by captum',
    script: 'make_map_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /'maps\.safetensors'/,
  },
  {
    files: /^geometry/,
    contents:
      'a product with the Hessian, normalised curvature, local linearity error and GradAlign cosine; loss, gradient norm and curvature along an attack, and the loss on a plane',
    script: 'make_geometry_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /'geometry\.safetensors'/,
  },
  {
    files: /^epochs/,
    contents: 'logits and gradient norm of an image under the weights of every epoch in models/epochs',
    script: 'make_epoch_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /'epochs\.safetensors'/,
  },
  {
    files: /^statistics/,
    contents: 'loss, margin, gradient norms and edge alignment of the 1,000 built-in test images',
    script: 'make_statistics_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /'statistics\.safetensors'/,
  },
  {
    files: /^attacks-walks/,
    contents: 'every iterate of FGSM, PGD and APGD from stored starts',
    script: 'make_attack_goldens.py',
    versions: ({ attacks }) => attacks.packages,
    readBy: /'attacks-walks\.safetensors'/,
  },
  {
    files: /^attacks-formulas/,
    contents: 'projections onto the balls, values and gradients of the losses',
    script: 'make_attack_goldens.py',
    versions: ({ attacks }) => attacks.packages,
    readBy: /'attacks-formulas\.safetensors'/,
  },
  {
    files: /^attacks-verdicts/,
    contents: 'which of 64 images complete attacks leave robust',
    script: 'make_attack_goldens.py',
    versions: ({ attacks }) => attacks.packages,
    readBy: /'attacks-verdicts\.safetensors'/,
  },
  {
    files: /^attacks-autoattack/,
    contents: 'FAB-T and Square step by step, and which images AutoAttack "standard" leaves robust',
    script: 'make_autoattack_goldens.py',
    versions: ({ autoattack }) => autoattack.packages,
    readBy: /'attacks-autoattack\.safetensors'|expectAgreement/,
  },
  {
    files: /^attacks-individual/,
    contents: 'the order of classes of MALT, PMA and DDN step by step, sizes and verdicts of complete attacks',
    script: 'make_individual_attack_goldens.py',
    versions: ({ metadata: { settings, ...packages } }) => packages,
    readBy: /'attacks-individual\.safetensors'/,
  },
  {
    files: /^paired/,
    contents: 'intervals and exact p of differences between two models on the same images',
    script: 'make_paired_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /paired\.json/,
  },
  {
    files: /^universal/,
    contents: 'a universal perturbation of a tiny ResNet, step by step',
    script: 'make_universal_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /'universal\.safetensors'/,
  },
  {
    files: /^optimality/,
    contents: 'the optimality of attacks by the smallest perturbations that they found',
    script: 'make_optimality_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /optimality\.json/,
  },
  {
    files: /^checkpoints/,
    contents:
      'files of every protocol, format and number format that torch.save writes, and what torch.load reads of them',
    script: 'make_checkpoint_goldens.py',
    versions: ({ metadata }) => metadata,
    readBy: /checkpointGoldens/,
  },
  {
    files: /^training-objectives/,
    contents: 'loss, terms and parameter gradients of every objective',
    script: 'make_training_goldens.py',
    versions: ({ training: { torch } }) => ({ torch }),
    readBy: /objectiveGolden/,
  },
  {
    files: /^training-steps/,
    contents: 'ten steps of every optimiser, augmentation, figures of held-out images',
    script: 'make_training_goldens.py',
    versions: ({ training: { torch } }) => ({ torch }),
    readBy: /stepsGolden/,
  },
]

const TEST_FILE = /\.(test|spec|long)\.tsx?$/

/** The text of every test file of the page and its engine, by path. */
export const testFiles = () =>
  [...listFiles(root, 'src'), ...listFiles(root, 'e2e')]
    .filter((file) => TEST_FILE.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

/** Goldens of plain arithmetic. */
const OF_NUMBERS = ['paired.json', 'optimality.json']

const inRepository = () => ({
  files: listFiles(root, GOLDENS)
    .map((file) => file.slice(GOLDENS.length + 1))
    .filter((name) => name.endsWith('.safetensors') || OF_NUMBERS.includes(name)),
  scripts: listFiles(root, TRAINING)
    .filter((file) => file.startsWith(`${TRAINING}/make_`))
    .map((file) => basename(file)),
  tests: testFiles(),
})

/**
 * The kinds with their files and the tests that read them. Throws for a file or script that belongs to no kind, and for
 * a kind without files, script or tests.
 */
export function goldenKinds({ files: names, scripts, tests } = inRepository()) {
  const strayFile = names.find((name) => !KINDS.some(({ files }) => files.test(name)))
  if (strayFile) throw new Error(`${GOLDENS}/${strayFile} is of no kind in tools/goldenKinds.mjs; add its kind there.`)
  const strayScript = scripts.find((name) => !KINDS.some(({ script }) => script === name))
  if (strayScript)
    throw new Error(`${TRAINING}/${strayScript} is of no kind in tools/goldenKinds.mjs; add what it makes.`)
  return KINDS.map((kind) => {
    const files = names.filter((name) => kind.files.test(name))
    const readers = tests.filter(({ text }) => kind.readBy.test(text)).map(({ file }) => file)
    if (files.length === 0) throw new Error(`No golden file matches ${kind.files}; run ${TRAINING}/${kind.script}.`)
    if (!scripts.includes(kind.script)) throw new Error(`${TRAINING}/${kind.script} makes ${files[0]}, but is missing.`)
    if (readers.length === 0) throw new Error(`No test reads ${files[0]}; add a test that does, or delete it.`)
    return { ...kind, files, readers }
  })
}
