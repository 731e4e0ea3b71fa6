//! The colours of diagrams, light and dark.

use crate::diagram::Theme;

/// The number of line colours.
pub(super) const COLORS: usize = 8;

/// The style sheet. In automatic mode, viewers without `prefers-color-scheme` show the light colours.
pub(super) fn style(theme: Theme) -> String {
    match theme {
        Theme::Auto => format!("{LIGHT}@media (prefers-color-scheme:dark){{\n{DARK}}}\n"),
        Theme::Light => LIGHT.to_owned(),
        Theme::Dark => format!("{LIGHT}{DARK}"),
    }
}

/// All styles, in light colours.
const LIGHT: &str = "\
text{font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"DejaVu Sans\",Verdana,sans-serif;fill:#1e293b}
.page{fill:#fff}
.frame{fill:#f8fafc;stroke:#cbd5e1}
.group{font-size:14px;font-weight:600;fill:#475569}
.box{fill:#fff;stroke:#94a3b8}
.view .box{stroke-dasharray:5 3}
.name{font-size:13px;font-weight:600}
.kind{font-weight:400;font-style:italic}
.mark{font-size:9px;font-weight:600;fill:#b45309}
.id{font-weight:600}
.ty{fill:#64748b}
a .ty{text-decoration:underline}
.model .head{fill:#dbeafe}
.view .head{fill:#dcfce7}
.type .head{fill:#f3e8ff}
.enum .head{fill:#fef3c7}
.line path,.line circle{fill:none;stroke-width:1.3}
.part path{stroke-dasharray:5 3}
.part .end{stroke-dasharray:none}
.line circle,.line .gap{fill:#fff}
.line:hover path,.line:hover circle{stroke-width:3}
.c0 *{stroke:#475569}
.c1 *{stroke:#2563eb}
.c2 *{stroke:#b45309}
.c3 *{stroke:#15803d}
.c4 *{stroke:#be185d}
.c5 *{stroke:#7c3aed}
.c6 *{stroke:#0e7490}
.c7 *{stroke:#b91c1c}
";

/// The differences in dark mode.
const DARK: &str = "\
text{fill:#e2e8f0}
.page{fill:#0f172a}
.frame{fill:#131d33;stroke:#334155}
.group{fill:#94a3b8}
.box{fill:#1e293b;stroke:#475569}
.mark{fill:#fbbf24}
.ty{fill:#94a3b8}
.model .head{fill:#1e3a5f}
.view .head{fill:#14532d}
.type .head{fill:#4a1d6b}
.enum .head{fill:#553c0b}
.line circle,.line .gap{fill:#0f172a}
.c0 *{stroke:#94a3b8}
.c1 *{stroke:#60a5fa}
.c2 *{stroke:#f59e0b}
.c3 *{stroke:#4ade80}
.c4 *{stroke:#f472b6}
.c5 *{stroke:#a78bfa}
.c6 *{stroke:#22d3ee}
.c7 *{stroke:#f87171}
";
