/** Images `start` to `start + count - 1`. */
export interface Split {
  readonly name: 'train' | 'validation' | 'test'
  readonly start: number
  readonly count: number
}
