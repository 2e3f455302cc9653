import type { AgeStep } from "../../../api/generated/types";
import type { Fen } from "../../../kernel/money";
import { Amount } from "../../../ui/Amount";

type AgesProps = { title: string; ages: readonly AgeStep[]; total: Fen; totalName: string };

/** An ageing as a small table that adds up. */
export function Ages({ title, ages, total, totalName }: AgesProps) {
  return (
    <table className="sf-plain" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className="sf-right">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {ages.map((age) => (
          <tr key={age.code}>
            <td>{age.name}</td>
            <td className="sf-right">
              <Amount value={age.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{totalName}</th>
          <td className="sf-right">
            <Amount value={total} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
