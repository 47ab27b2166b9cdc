import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../engine/checkpoints/manifest'
import { manifestOf } from '../../testing/manifests'
import { expectSentence, messageOf } from '../../testing/sentence'
import { type ClaimDraft, claimFrom, draftOf, epsilonOfClaim, isTaken, NEW_CLAIM, proposedClaims } from './claims'

const draft = (change: Partial<ClaimDraft>): ClaimDraft => ({ ...NEW_CLAIM, by: 'PGD', source: 'a paper', ...change })

describe('a published figure', () => {
  it.each<[string, Partial<ClaimDraft>]>([
    ['without an attack', { kind: 'clean', by: '', percent: 69.25 }],
    ['under an attack in L∞', { norm: 'linf', epsilon: 1, percent: 62.24 }],
    ['under an attack in L2', { norm: 'l2', epsilon: 0.5 }],
    ['under an attack in L1', { norm: 'l1', epsilon: 12 }],
    ['that is verified', { kind: 'verified', by: 'CROWN', epsilon: 0.1, percent: 33.333 }],
  ])('%s is kept in the manifest as typed', (_, change) => {
    const typed = draft(change)
    const { claims } = parseManifest(JSON.stringify({ ...manifestOf(), claims: [claimFrom(typed)] }))
    expect(draftOf(claims![0]!)).toEqual(typed)
  })

  it('has the epsilon that the norm’s sizes have, exactly', () => {
    expect(epsilonOfClaim(claimFrom(draft({ norm: 'linf', epsilon: 2 })))).toBe(2 / 255)
    expect(epsilonOfClaim(claimFrom(draft({ norm: 'l2', epsilon: 0.1 })))).toBe(0.1)
    expect(epsilonOfClaim(claimFrom(draft({ kind: 'clean' })))).toBe(0)
  })

  it.each<[string, Partial<ClaimDraft>, RegExp]>([
    ['attack', { by: ' ' }, /The attack has no name/],
    ['method', { kind: 'verified', by: '' }, /The method of verification has no name/],
    ['source', { source: '' }, /The figure has no source/],
  ])('is refused in a sentence without its %s', async (_, change, words) => {
    const message = await messageOf(async () => claimFrom(draft(change)))
    expectSentence(message)
    expect(message).toMatch(words)
  })

  it.each<[string, object]>([
    ['claims.0.share', { kind: 'clean', share: 69.25, images: 100, source: 'a' }],
    ['claims.0.images', { kind: 'clean', share: 0.5, images: 0, source: 'a' }],
    ['claims.0.source', { kind: 'clean', share: 0.5, images: 1, source: ' ' }],
    ['claims.0.kind', { kind: 'proved', share: 0.5, images: 1, source: 'a' }],
    [
      'claims.0.epsilon255',
      { kind: 'verified', method: 'a', norm: 'Linf', epsilon255: 0, share: 0.5, images: 1, source: 'a' },
    ],
    ['claims.0.norm', { kind: 'attacked', attack: 'a', norm: 'L3', epsilon255: 1, share: 0.5, images: 1, source: 'a' }],
  ])('is refused by the name of the field: %s', async (field, claim) => {
    const text = JSON.stringify({ ...manifestOf(), claims: [claim] })
    expectSentence(await messageOf(async () => parseManifest(text)), `"${field}"`)
  })
})

it('is proposed from a checkpoint by name, in percent, without losses', () => {
  const proposed = proposedClaims([
    { name: 'test_acc', value: 0.6925 },
    { name: 'test_robust_acc', value: 0.5482 },
    { name: 'best_acc1', value: 76.1 },
    { name: 'adv_prec1', value: 40.5 },
    { name: 'train_acc', value: 0.9 },
    { name: 'test_loss', value: 0.9 },
    { name: 'epoch', value: 30 },
    { name: 'top1', value: 1e9 },
  ])
  expect(proposed.map(({ kind, percent, source }) => [kind, percent, source])).toEqual([
    ['clean', 69.25, 'the checkpoint’s test_acc'],
    ['attacked', 54.82, 'the checkpoint’s test_robust_acc'],
    ['clean', 76.1, 'the checkpoint’s best_acc1'],
    ['attacked', 40.5, 'the checkpoint’s adv_prec1'],
  ])
  const [first, second] = proposed as [ClaimDraft, ClaimDraft]
  expect(isTaken(first, [claimFrom(first)])).toBe(true)
  expect(isTaken(second, [claimFrom(first)])).toBe(false)
})
