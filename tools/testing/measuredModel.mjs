/** @file A manifest of a measured model, as far as the README's tables read it. */

/** `held` is, for each epsilon in /255, how many pictures hold in each block of 50. */
export function measuredModel(objective, given = {}) {
  const { name = objective, data = 'CIFAR-10', architecture = 'resnet', activation = 'gelu', held = {} } = given
  const epsilon = data === 'CIFAR-10' ? 8 : 4
  const attacked = Object.entries(held).map(([epsilon255, blocks]) => ({
    attack: 'autoattack-standard',
    epsilon255: Number(epsilon255),
    accuracy: blocks.reduce((sum, block) => sum + block, 0) / (blocks.length * 50),
    pictures: blocks.length * 50,
    heldPerBlock: { pictures: 50, held: blocks },
  }))
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
      pictures: 1000,
      split: `the first 1,000 of the 10,000 ${data} test images`,
      cleanAccuracy: 0.734,
      robustAccuracy: [{ attack: 'pgd', epsilon255: epsilon, accuracy: 0.44 }, ...attacked],
      meanGradientL1: 13.575,
      meanGradientL1Held: 6.7798,
      meanGradientL1Fallen: 18.913,
      meanEdgeAlignment: 0.46685,
    },
  }
}
