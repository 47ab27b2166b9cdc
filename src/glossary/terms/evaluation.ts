import type { TermGroup } from '../types'

export const evaluationTerms = {
  title: 'Verdicts and evaluation',
  terms: [
    {
      id: 'robust',
      name: 'robust',
      alsoCalled: ['Robust'],
      help: 'Right without the attack and still right with it, at this ε: a stronger attack may yet find what this one did not.',
      formula: String.raw`\hat y(x) = y \quad \text{and} \quad \hat y(x') = y`,
    },
    {
      id: 'fooled',
      name: 'fooled',
      alsoCalled: ['fooled by the attack', 'target reached', 'target not reached'],
      help: 'Right without the attack and wrong with it; with a target, whether the attack brought the model to that class.',
      formula: String.raw`\hat y(x) = y \quad \text{and} \quad \hat y(x') \ne y`,
    },
    {
      id: 'wrong',
      name: 'wrong without an attack',
      alsoCalled: ['no attack'],
      help: 'The model misclassifies the clean image, so there is nothing to fool: it counts as not robust, and the attack gets no credit.',
      formula: String.raw`\hat y(x) \ne y`,
    },
    {
      id: 'robust-accuracy',
      name: 'robust accuracy',
      alsoCalled: ['accuracy', 'clean accuracy', 'Accuracy', 'clean'],
      help: 'The share of images that are right and stay right under the attack; without an attack it is the clean accuracy.',
      formula: String.raw`\frac{1}{n} \sum_{i=1}^n [\text{image } i \text{ is robust}]`,
    },
    {
      id: 'smallest-epsilon',
      name: 'smallest ε',
      alsoCalled: ['Smallest ε', 'minimal ε'],
      help: 'The smallest attack size that fools the model on an image, found by doubling ε until it does and then halving the gap.',
      source: { work: 'paper', where: 'figure 2' },
    },
    {
      id: 'wilson-interval',
      name: 'Wilson interval',
      alsoCalled: ['Wilson', '95 % interval', 'interval'],
      help: 'The shares that are compatible with what was counted on n images: 95 % of such intervals hold the true share, near 0 and 1 too.',
      formula: String.raw`\frac{\hat p + \frac{z^2}{2n} \pm z \sqrt{\frac{\hat p (1 - \hat p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}, \qquad z = 1.96`,
      source: { work: 'wilson' },
    },
    {
      id: 'held-out',
      name: 'held-out',
      alsoCalled: ['held-out images', 'test images'],
      help: 'Images that training never saw, on which accuracy is therefore measured.',
    },
    {
      id: 'gradient-masking',
      name: 'gradient masking',
      alsoCalled: ['masked', 'obfuscated gradients', 'Red flags', 'red flag', 'red flags'],
      help: 'A model whose gradients lead attacks astray looks robust without being so; red flags are its signs, such as a gradient-free attack that is stronger.',
      source: { work: 'athalye', where: 'section 3' },
    },
    {
      id: 'verified-accuracy',
      name: 'verified accuracy',
      alsoCalled: ['verified', 'floor', 'certified'],
      help: 'A share of images proven to be robust: no attack, however strong, can leave fewer.',
    },
    {
      id: 'published-accuracy',
      name: 'published accuracy',
      alsoCalled: ['published', 'claim'],
      help: 'What a paper or the model’s authors report; it is consistent with what is measured here if the 95 % interval of the difference holds 0.',
    },
  ],
} as const satisfies TermGroup
