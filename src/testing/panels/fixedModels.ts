/** @file Models of the zoo as they ship: their manifests and training logs, without their weights. */

import adversarial from '../../../models/cifar10-resnet-gelu-adversarial/manifest.json?raw'
import gradientNorm from '../../../models/cifar10-resnet-gelu-gradnorm/manifest.json?raw'
import gradientNormLog from '../../../models/cifar10-resnet-gelu-gradnorm/training-log.jsonl?raw'
import natural from '../../../models/cifar10-resnet-gelu-natural/manifest.json?raw'
import swin from '../../../models/cifar10-swin-gelu-gradnorm/manifest.json?raw'
import { type Manifest, parseManifest } from '../../engine/checkpoints/manifest'
import { parseTrainingLog } from '../../engine/checkpoints/trainingLog'

export const FIXED_MANIFESTS: readonly Manifest[] = [natural, gradientNorm, adversarial, swin].map(parseManifest)

export const [NATURAL, GRADIENT_NORM] = FIXED_MANIFESTS as readonly [Manifest, Manifest, ...Manifest[]]

export const GRADIENT_NORM_LOG = parseTrainingLog(gradientNormLog)
