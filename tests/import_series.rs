//! Numbered lists whose items end with a colon: each is a problem of its own, or a group of some.

use crate::import_items::expect;

#[test]
fn a_number_with_a_colon_is_the_problem_that_what_is_listed_below_it_describes() {
    expect(&[
        (
            "## Known issues\n\n1. Rotten planks on the quay:\n   - three near the crane\n   - one at the steps\n\
             2. Lamps without glass:\n   - wind blows them out\n",
            &["Rotten planks on the quay / - / open", "Lamps without glass / - / open"],
        ),
        (
            "## Kritische Probleme\n\n1. **Fehlende Sicherung**:\n   - Keine Kopie im Haus\n\n\
             2. **Morsche Planken am Kai**:\n   - drei am Kran\n",
            &["Fehlende Sicherung / critical / open", "Morsche Planken am Kai / critical / open"],
        ),
        (
            "## Limitaciones\n\n1. **Sin luz en el muelle:**\n   - Falta cable\n2. **Grúa sin mantenimiento:**\n   - Desde mayo\n",
            &["Sin luz en el muelle / - / open", "Grúa sin mantenimiento / - / open"],
        ),
        (
            "## 关键问题\n\n1. **缆绳存放混乱**：\n   - 地面潮湿\n2. **灯塔玻璃破裂**：\n   - 风\n",
            &["缆绳存放混乱 / critical / open", "灯塔玻璃破裂 / critical / open"],
        ),
        // What was done to it is told below it, too, and a fence describes it as well as a list.
        (
            "## Bugs fixed\n\n1. **Crane Handle Grip:**\n   - Wrapped tape around it.\n2. **Bell Rope Length:**\n   ```\n   cut\n   ```\n",
            &["Crane Handle Grip / - / resolved", "Bell Rope Length / - / resolved"],
        ),
    ]);
}

#[test]
fn a_numbered_series_is_of_one_kind() {
    expect(&[(
        "## Issues found\n\n1. Gate opens by itself:\n   - at high tide\n2. Two keys are lost:\n   - one by the cook\n\
         3. Security:\n   - no guard at night\n",
        &["Gate opens by itself / - / open", "Two keys are lost / - / open", "Security / - / open"],
    )]);
}

#[test]
fn numbers_that_only_name_areas_severities_or_parts_group_what_is_listed() {
    expect(&[
        (
            "## Problèmes\n\n1. **Sécurité**:\n   - Serrure cassée\n   - Clé perdue\n2. **Performance**:\n   - Treuil lent\n",
            &["Serrure cassée / - / open", "Clé perdue / - / open", "Treuil lent / - / open"],
        ),
        (
            "## Issues\n\n1. **Critical**:\n   - Lock broken\n2. **Low**:\n   - Paint is off\n",
            &["Lock broken / - / open", "Paint is off / - / open"],
        ),
        (
            "## Gaps\n\n1. **Pier:**\n   - Planks rot\n2. **Crane:**\n   - Hook is bent\n",
            &["Planks rot / - / open", "Hook is bent / - / open"],
        ),
    ]);
}
