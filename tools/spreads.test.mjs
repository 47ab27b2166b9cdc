import { describe, expect, it } from 'vitest'
import { findSpreads } from './spreads.mjs'

const found = (code) => findSpreads('code.ts', code).map(({ called }) => called)

describe('an array passed as arguments', () => {
  it.each([
    ['Math.max(...values)', 'Math.max'],
    ['const low = Math.min(0, ...values.map(size), 1)', 'Math.min'],
    ['Math.hypot(...values)', 'Math.hypot'],
    ['list.push(...(await more()))', 'list.push'],
    ['found[0]?.verdicts.push(...more)', 'found[0]?.verdicts.push'],
    ['list.splice(at, 1, ...rest)', 'list.splice'],
    ['list.push(...(many ? values : []))', 'list.push'],
    ['list.push(...[...values])', 'list.push'],
  ])('is found: %s', (code, called) => {
    expect(found(code)).toEqual([called])
  })

  it.each([
    'Math.max(low, high)',
    'list.push(value)',
    'list.push({ ...value })',
    'list.push([...values])',
    'list.splice(at, 1, ...(isLeft ? [rest] : []))',
    'start(...due)',
  ])('is none: %s', (code) => {
    expect(found(code)).toEqual([])
  })
})
