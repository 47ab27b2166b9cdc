/** @file The published works that terms come from. */

export interface Work {
  /** Such as "Madry et al. 2018". */
  readonly cite: string
  readonly title: string
  readonly url: string
}

const arXiv = (id: string) => `https://arxiv.org/abs/${id}`

export const WORKS = {
  paper: {
    cite: 'Rodríguez-Muñoz et al. 2024',
    title: 'Characterizing Model Robustness via Natural Input Gradients',
    url: arXiv('2409.20139'),
  },
  code: {
    cite: 'Rodríguez-Muñoz et al. 2024, released code',
    title: 'Code of “Characterizing Model Robustness via Natural Input Gradients”',
    url: 'https://github.com/adriarm/robustness_input_gradients',
  },
  szegedy: { cite: 'Szegedy et al. 2014', title: 'Intriguing properties of neural networks', url: arXiv('1312.6199') },
  goodfellow: {
    cite: 'Goodfellow et al. 2015',
    title: 'Explaining and harnessing adversarial examples',
    url: arXiv('1412.6572'),
  },
  papernot: {
    cite: 'Papernot et al. 2017',
    title: 'Practical black-box attacks against machine learning',
    url: arXiv('1602.02697'),
  },
  shrikumar: {
    cite: 'Shrikumar et al. 2016',
    title: 'Not just a black box: learning important features through propagating activation differences',
    url: arXiv('1605.01713'),
  },
  sundararajan: {
    cite: 'Sundararajan et al. 2017',
    title: 'Axiomatic attribution for deep networks',
    url: arXiv('1703.01365'),
  },
  smilkov: {
    cite: 'Smilkov et al. 2017',
    title: 'SmoothGrad: removing noise by adding noise',
    url: arXiv('1706.03825'),
  },
  gradAlign: {
    cite: 'Andriushchenko and Flammarion 2020',
    title: 'Understanding and improving fast adversarial training',
    url: arXiv('2007.02617'),
  },
  srinivas: {
    cite: 'Srinivas et al. 2022',
    title: 'Efficient training of low-curvature neural networks',
    url: arXiv('2206.07144'),
  },
  elle: {
    cite: 'Abad Rocamora et al. 2024',
    title: 'Efficient local linearity regularization to overcome catastrophic overfitting',
    url: arXiv('2401.11618'),
  },
  efron: {
    cite: 'Efron 1979',
    title: 'Bootstrap methods: another look at the jackknife',
    url: 'https://doi.org/10.1214/aos/1176344552',
  },
  cohen: {
    cite: 'Cohen 1988',
    title: 'Statistical power analysis for the behavioral sciences',
    url: 'https://doi.org/10.4324/9780203771587',
  },
  carlini: {
    cite: 'Carlini and Wagner 2017',
    title: 'Towards evaluating the robustness of neural networks',
    url: arXiv('1608.04644'),
  },
  madry: {
    cite: 'Madry et al. 2018',
    title: 'Towards deep learning models resistant to adversarial attacks',
    url: arXiv('1706.06083'),
  },
  athalye: {
    cite: 'Athalye et al. 2018',
    title: 'Obfuscated gradients give a false sense of security',
    url: arXiv('1802.00420'),
  },
  simonGabriel: {
    cite: 'Simon-Gabriel et al. 2019',
    title: 'First-order adversarial vulnerability of neural networks and input dimension',
    url: arXiv('1802.01421'),
  },
  zhang: {
    cite: 'Zhang et al. 2019',
    title: 'Theoretically principled trade-off between robustness and accuracy',
    url: arXiv('1901.08573'),
  },
  wong: {
    cite: 'Wong et al. 2020',
    title: 'Fast is better than free: revisiting adversarial training',
    url: arXiv('2001.03994'),
  },
  autoAttack: {
    cite: 'Croce and Hein 2020',
    title: 'Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks',
    url: arXiv('2003.01690'),
  },
  apgdL1: {
    cite: 'Croce and Hein 2021',
    title: 'Mind the box: L1-APGD for sparse adversarial attacks on image classifiers',
    url: arXiv('2103.01208'),
  },
  fab: {
    cite: 'Croce and Hein 2020, FAB',
    title: 'Minimally distorted adversarial examples with a fast adaptive boundary attack',
    url: arXiv('1907.02044'),
  },
  cina: {
    cite: 'Cinà et al. 2025',
    title: 'AttackBench: Evaluating gradient-based attacks for adversarial examples',
    url: arXiv('2404.19460'),
  },
  shafahi: {
    cite: 'Shafahi et al. 2020',
    title: 'Universal adversarial training',
    url: arXiv('1811.11304'),
  },
  tramer: {
    cite: 'Tramèr and Boneh 2019',
    title: 'Adversarial training and robustness for multiple perturbations',
    url: arXiv('1904.13000'),
  },
  pintor: {
    cite: 'Pintor et al. 2022',
    title: 'Indicators of attack failure: debugging and improving optimization of adversarial examples',
    url: arXiv('2106.09947'),
  },
  malt: {
    cite: 'Melamed et al. 2024',
    title: 'MALT powers up adversarial attacks',
    url: arXiv('2407.02240'),
  },
  pma: {
    cite: 'Xie et al. 2024',
    title: 'Towards million-scale adversarial robustness evaluation with stronger individual attacks',
    url: arXiv('2411.15210'),
  },
  ddn: {
    cite: 'Rony et al. 2019',
    title: 'Decoupling direction and norm for efficient gradient-based L2 adversarial attacks and defenses',
    url: arXiv('1811.09600'),
  },
  square: {
    cite: 'Andriushchenko et al. 2020',
    title: 'Square attack: a query-efficient black-box adversarial attack via random search',
    url: arXiv('1912.00049'),
  },
  drucker: {
    cite: 'Drucker and LeCun 1992',
    title: 'Improving generalization performance using double backpropagation',
    url: 'https://doi.org/10.1109/72.165600',
  },
  adamW: {
    cite: 'Loshchilov and Hutter 2019',
    title: 'Decoupled weight decay regularization',
    url: arXiv('1711.05101'),
  },
  gelu: { cite: 'Hendrycks and Gimpel 2016', title: 'Gaussian error linear units', url: arXiv('1606.08415') },
  wilson: {
    cite: 'Wilson 1927',
    title: 'Probable inference, the law of succession, and statistical inference',
    url: 'https://doi.org/10.1080/01621459.1927.10502953',
  },
} as const satisfies Readonly<Record<string, Work>>

export type WorkId = keyof typeof WORKS
