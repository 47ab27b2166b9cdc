/** @file The parts of a measured model's manifest that the tables of docs/zoo.md read. */

/**
 * `robust` is the number of robust images in each block of 50, for each epsilon in /255; `norms` is the gradient's mean
 * L1 norm in each block, the first of which also serves as the overall mean.
 */
export function measuredModel(objective, given = {}) {
  const {
    name = objective,
    data = 'CIFAR-10',
    architecture = 'resnet',
    activation = 'gelu',
    robust = {},
    norms = Array(20).fill(13.57),
  } = given
  const epsilon = data === 'CIFAR-10' ? 8 : 4
  const attacked = Object.entries(robust).map(([epsilon255, blocks]) => ({
    attack: 'autoattack-standard',
    epsilon255: Number(epsilon255),
    accuracy: blocks.reduce((sum, block) => sum + block, 0) / (blocks.length * 50),
    images: blocks.length * 50,
    robustPerBlock: { images: 50, robust: blocks },
  }))
  const parts = { meanGradientL1Robust: 6.78, meanGradientL1NotRobust: 18.91 }
  const pgd = { attack: 'pgd', epsilon255: epsilon, accuracy: 0.44, images: 600, ...parts }
  return {
    id: `${architecture}-${activation}-${objective}`,
    name,
    data,
    architecture: { name: architecture, activation, widths: [32] },
    training: {
      objective,
      epochsTrained: 9,
      epochsPlanned: 9,
      recipe: {
        objective: { name: objective, lambda_gn: 1 },
        training: { epochs: 9, start_from: `${activation}-natural` },
      },
    },
    weights: { bytes: 1251012 },
    figures: {
      images: 1000,
      split: `the 10,000 ${data} test images`,
      cleanAccuracy: 0.734,
      robustAccuracy: [pgd, ...attacked],
      gradients: {
        images: 1000,
        loss: { meanL1: norms[0], meanAlignment: 0.4669 },
        lossL1PerBlock: { images: 50, means: norms },
      },
    },
  }
}
