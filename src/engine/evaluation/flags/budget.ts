/**
 * How much red flags are looked for with unless a person wants more: about a minute for four models of CIFAR-10 on
 * WebAssembly, on two cores. Enough for every check to be raised by what it is for: their tests are made with it.
 */
export const FLAG_BUDGET = { pictures: 32, steps: 5 } as const
