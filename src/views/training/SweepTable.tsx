import { countOf } from '../../countOf'
import type { HeldOutFigures } from '../../engine/training/heldOut'
import { rightWithout } from '../../outcomes/outcome'
import { attackWords } from '../../store/judgeWords'
import type { LambdaSweep, SweepEntry } from '../../store/training/training'
import { threeDigits } from '../parts/format'
import { ResultTable } from '../parts/ResultTable'
import { MissingNumber } from '../parts/Waiting'
import { AlignmentText } from './AlignmentText'
import { ShareText } from './ShareText'

const WORDS: Readonly<Record<SweepEntry['status'], string>> = {
  waiting: 'waiting',
  running: 'training',
  done: '',
  diverged: 'diverged',
}

/** The sweep's numbers: a row per training. */
export function SweepTable({ sweep }: { readonly sweep: LambdaSweep }) {
  const { before, entries, plan } = sweep
  const images = before?.images ?? entries.find(({ figures }) => figures !== null)?.figures?.images
  return (
    <ResultTable
      caption={
        images === undefined
          ? 'Held-out images, with 95 % intervals (Wilson)'
          : `The same ${countOf(images, 'held-out image')}, with 95 % intervals (Wilson)`
      }
      corner="λ"
      columns={['clean accuracy', attackWords(plan.form), 'mean ‖∇L‖₁', 'edge alignment r', '']}
    >
      <tr>
        <th scope="row">before</th>
        <Figures figures={before} />
        <td />
      </tr>
      {entries.map(({ lambda, figures, status, message }) => (
        <tr key={lambda}>
          <th scope="row">{lambda}</th>
          <Figures figures={figures} />
          <td className="muted" title={message ?? undefined}>
            {WORDS[status]}
          </td>
        </tr>
      ))}
    </ResultTable>
  )
}

function Figures({ figures }: { readonly figures: HeldOutFigures | null }) {
  if (figures === null) {
    return [0, 1, 2, 3].map((column) => (
      <td key={column}>
        <MissingNumber />
      </td>
    ))
  }
  const { robust, images, meanGradientL1 } = figures
  return (
    <>
      <td>
        <ShareText count={rightWithout(figures)} images={images} />
      </td>
      <td>
        <ShareText count={robust} images={images} />
      </td>
      <td>{threeDigits(meanGradientL1)}</td>
      <td>
        <AlignmentText {...figures} />
      </td>
    </>
  )
}
