import type { TermGroup } from '../types'

export const normTerms = {
  title: 'Norms and balls',
  terms: [
    {
      id: 'norm',
      name: 'norm',
      alsoCalled: ['Norm'],
      help: 'How the size of a perturbation or a gradient is measured: by the largest value (L∞), the length (L2) or the sum of absolute values (L1).',
      formula: String.raw`\|v\|_p = \left( \sum_i |v_i|^p \right)^{1/p}`,
    },
    {
      id: 'ball',
      name: 'ball',
      alsoCalled: ['ε-ball'],
      help: 'All images within ε of the given one in a norm, among which the attack chooses.',
      formula: String.raw`B_p(x, \varepsilon) = \{ x' \in [0, 1]^d : \|x' - x\|_p \le \varepsilon \}`,
    },
    {
      id: 'linf',
      name: 'L∞',
      alsoCalled: ['L∞ ball'],
      help: 'The largest change of any value: in the L∞ ball every value of every pixel may move by ε.',
      formula: String.raw`\|\delta\|_\infty = \max_i |\delta_i| \le \varepsilon`,
    },
    {
      id: 'l2',
      name: 'L2',
      alsoCalled: ['L2 ball'],
      help: 'The length of the change: in the L2 ball some values may move far where most stay.',
      formula: String.raw`\|\delta\|_2 = \sqrt{\textstyle\sum_i \delta_i^2} \le \varepsilon`,
    },
    {
      id: 'l1',
      name: 'L1',
      alsoCalled: ['L1 ball'],
      help: 'The sum of all changes: in the L1 ball a few values move far and all others stay.',
      formula: String.raw`\|\delta\|_1 = \textstyle\sum_i |\delta_i| \le \varepsilon`,
      source: { work: 'apgdL1' },
    },
  ],
} as const satisfies TermGroup
