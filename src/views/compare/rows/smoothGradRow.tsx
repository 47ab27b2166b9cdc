import { demandedRow } from '../maps/demandedRow'

export const smoothGradRow = demandedRow('smoothGrad')
