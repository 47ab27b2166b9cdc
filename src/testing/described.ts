/** @file What the engine describes to the page, for tests of views, which see no more of it than its messages. */
import { describeAttacks } from '../engine/evaluation/describeAttacks'
import { describeTraining } from '../engine/training/describeTraining'

export const DESCRIBED_ATTACKS = describeAttacks()
export const DESCRIBED_TRAINING = describeTraining()
