import { countOf } from '../../countOf'
import type { HeldBackFigures } from '../../engine/training/heldBack'
import { rightWithout } from '../../outcomes/outcome'
import type { LambdaSweep, SweepEntry } from '../../store/finetune'
import { attackWords } from '../../store/judgeWords'
import { ResultTable } from '../evaluate/ResultTable'
import { threeDigits } from '../format'
import { MissingNumber } from '../Waiting'
import { AlignmentText } from './AlignmentText'
import { ShareText } from './ShareText'

const WORDS: Readonly<Record<SweepEntry['status'], string>> = {
  waiting: 'waiting',
  running: 'training',
  done: '',
  diverged: 'collapsed',
}

/** The sweep's numbers: a row a training. */
export function SweepTable({ sweep }: { readonly sweep: LambdaSweep }) {
  const { before, entries, plan } = sweep
  const pictures = before?.pictures ?? entries.find(({ figures }) => figures !== null)?.figures?.pictures
  return (
    <ResultTable
      caption={
        pictures === undefined
          ? 'Held-back pictures, with 95 % intervals (Wilson)'
          : `The same ${countOf(pictures, 'held-back picture')}, with 95 % intervals (Wilson)`
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

function Figures({ figures }: { readonly figures: HeldBackFigures | null }) {
  if (figures === null) {
    return [0, 1, 2, 3].map((column) => (
      <td key={column}>
        <MissingNumber />
      </td>
    ))
  }
  const { robust, pictures, meanGradientL1 } = figures
  return (
    <>
      <td>
        <ShareText count={rightWithout(figures)} pictures={pictures} />
      </td>
      <td>
        <ShareText count={robust} pictures={pictures} />
      </td>
      <td>{threeDigits(meanGradientL1)}</td>
      <td>
        <AlignmentText {...figures} />
      </td>
    </>
  )
}
