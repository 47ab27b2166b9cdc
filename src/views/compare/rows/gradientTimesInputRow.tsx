import { demandedRow } from '../maps/demandedRow'

export const gradientTimesInputRow = demandedRow('gradientTimesInput')
