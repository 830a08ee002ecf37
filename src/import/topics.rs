//! What words tell: the topics that `words/<language>.toml` lists them under.

macro_rules! topics {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What a word tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Topic { $($(#[$doc])* $name,)* }

        impl Topic {
            pub(super) const ALL: &[(&'static str, Topic)] = &[$(($id, Topic::$name),)*];
        }
    };
}

topics! {
    /// Label of a date.
    Date = "date-label",
    /// Label of another day than the report's.
    OtherDate = "other-date-label",
    /// Label of the version that is assessed.
    Version = "version-label",
    /// Label of a place in the history of the code, which may have the name of a version.
    Revision = "revision-label",
    /// Label of the document's own version.
    OwnVersion = "document-version-label",
    /// Label of the project's name.
    Project = "project-label",
    /// Label of the place of the code, whose name may be the project's.
    Repository = "repository-label",
    /// What a project can be, at the end of its name.
    Kind = "kind",
    /// What holds a project, behind its name: `the Harbour codebase`.
    Holder = "holder",
    /// Says in a label that something is what the report looks at.
    UnderReview = "under-review",
    /// Stands before what something is done with: `runs on`.
    Means = "means",
    /// Where apps are published.
    Place = "place",
    /// Label of what is looked at.
    Scope = "scope-label",
    /// Label of the verdict.
    VerdictLabel = "verdict-label",
    /// Heading of what is beside the matter: whom to call, what it costs, how large the machines are.
    Aside = "aside",
    /// Label of a status.
    StatusLabel = "status-label",
    /// Label of a score.
    Score = "score",
    /// Says that a score is the one of all.
    Overall = "overall",
    /// Adds up or averages, whatever it is.
    Sum = "sum-word",
    /// Says that a score is the report's subject: readiness.
    Readiness = "readiness",
    /// Says that a number is wanted, not reached.
    Target = "target",
    /// Says that a number measures something else than readiness.
    Measure = "measure",
    /// What a report is about.
    Subject = "subject",
    /// A word that titles of reports are made of.
    ReportWord = "report-word",
    /// Word for the report itself, whose number behind it counts its editions.
    Document = "document-word",
    /// Begins or ends compounds that say of what kind something is and name nothing: `pre-launch`, `system-wide`.
    CompoundPart = "compound-part",
    /// May be a part of a name, and is none by itself: what things are built with, and what everybody has.
    CommonWord = "common-word",
    /// Ready.
    Ready = "ready",
    /// Ready on a condition.
    Conditional = "conditional",
    /// Not ready.
    NotReady = "not-ready",
    /// Ready, after a label only: `yes`, `go`.
    ReadyWeak = "ready-weak",
    /// Ready on a condition, after a label only.
    ConditionalWeak = "conditional-weak",
    /// Not ready, after a label only.
    NotReadyWeak = "not-ready-weak",
    /// A stage before production, where it is all of a status: `prototype`.
    Stage = "stage",
    /// What a status says that is not at its end, at its beginning: `in progress`.
    Unfinished = "unfinished",
    /// Words that look like a verdict and are none.
    VerdictNoise = "verdict-noise",
    /// Says what is to be reached, or asks for it.
    Aim = "aim",
    /// Heading of a conclusion.
    Conclusion = "conclusion",
    /// All of the heading of a conclusion; within other headings it says nothing.
    Outcome = "outcome",
    /// Heading of a summary.
    Summary = "summary",
    /// What will be, not what is.
    Future = "future",
    /// What has been.
    Past = "past",
    /// Before what was, where what is follows: `went from`.
    ChangeFrom = "change-from",
    /// Between the two.
    ChangeTo = "change-to",
    /// Critical.
    Critical = "critical",
    /// High.
    High = "high",
    /// Medium.
    Medium = "medium",
    /// Low.
    Low = "low",
    /// Says that something is not so bad: `non-critical`.
    Mild = "mild",
    /// Only worth knowing.
    Info = "info",
    /// Looks like a severity or a problem and is none.
    SeverityNoise = "severity-noise",
    /// Follows a word of severity in a heading.
    Priority = "priority-word",
    /// Mended.
    Resolved = "resolved",
    /// Mended in part.
    Partial = "partial",
    /// Makes of what follows it in its clause the opposite.
    Negation = "negation",
    /// Not mended.
    Open = "open",
    /// Accepted.
    Accepted = "accepted",
    /// Passed: never was a problem.
    Passed = "passed",
    /// Problems.
    Gaps = "gaps",
    /// Strengths.
    Good = "good",
    /// What is to be done, and when.
    Plan = "plan",
    /// What headings of the parts of a plan begin with.
    PlanStart = "plan-start",
    /// None.
    Nothing = "nothing",
    /// Label of a detail of a finding.
    Field = "field-label",
    /// Head of a column of problems.
    IssueColumn = "issue-column",
    /// Head of a column of names.
    NameColumn = "name-column",
    /// Head of a column of severities.
    SeverityColumn = "severity-column",
    /// Head of a column of what has to be passed before a release.
    GateColumn = "gate-column",
    /// Head of a column of status.
    StatusColumn = "status-column",
    /// Prefix of a finding's title.
    Prefix = "finding-prefix",
    /// Words of a general area, never a problem of their own.
    Area = "area",
    /// Concludes, but only where nothing or a preposition follows: `approved`, not `approved vendors`.
    Participle = "participle",
    /// What follows such a word where it concludes.
    AfterParticiple = "after-participle",
    /// Makes a yes before it depend on what follows.
    Caveat = "caveat",
    /// Makes a yes after it depend on what stands between: `only when the lock is mended`.
    OnlyWhen = "only-when",
    /// Says of what follows that it is to come: `will be`.
    Later = "later",
    /// Advises, in whatever direction.
    Advice = "advice",
    /// Label of how long it takes until it is ready: what needs time is not ready yet.
    TimeToReady = "time-to-ready",
    /// All of a heading that ranks wishes and settings: `Must have`, `Optional`.
    Wanted = "wanted",
    /// Heading of what is advised to be done.
    Advised = "advised",
    /// Advises against what it names.
    AdviceAgainst = "advice-against",
    /// What is advised to do or not: to release.
    Step = "release-step",
    /// Leaves something out: to release without it is not to release it.
    Lacking = "lacking",
    /// Denies what was said before: `we disagree`.
    Dissent = "dissent",
    /// Says of another thing, and no more, that it is not so: `The lamps are not.`
    TakesBack = "takes-back",
    /// What a question begins with.
    Question = "question",
    /// What a question that asks for more than yes or no begins with, and the headings that are like it: `What is ready`.
    OpenQuestion = "open-question",
    /// Begins what is said of what stands before: `these are`.
    Backward = "backward",
    /// Joins two statements: a negation does not reach over it.
    Joint = "conjunction",
    /// Stands between two things that are weighed: `comfort versus safety`.
    Versus = "versus",
    /// Head of a column of what is reached, beside one of what is wanted or was before.
    Reached = "reached",
    /// Head of a column of the most that can be reached.
    Maximum = "maximum-column",
    /// Words of how bad something is, in labels and heads.
    SeverityWord = "severity-word",
    /// Words of when something is to be mended.
    PriorityLabel = "priority-label",
    /// Says when something is to be mended, and by that how bad it is.
    PriorityPhrase = "priority-phrase",
    /// Follows a severity that is of somebody or before something: `critical for customers`.
    SeverityOf = "severity-of",
    /// Label of what follows from a problem.
    Effect = "effect-label",
    /// Label of the category of a problem.
    CategoryLabel = "category-label",
    /// Ends the name of an area in a heading and is no part of it.
    NameTail = "name-tail",
    /// Stands before a name in a sentence.
    BeforeName = "before-name",
    /// Follows a name of which something is said.
    AfterName = "after-name",
    /// Stands before what something is said to be: `is a platform`.
    Article = "indefinite-article",
    /// What is ready, said before its name: `production-ready`.
    ReadyAdjective = "ready-adjective",
    /// What begins to tell of a part: `has`, `including`.
    Having = "having",
    /// Labels of reports in whose dates the month may come first.
    MonthFirst = "month-first-label",
    /// Says of what stands before it that it has the score after it.
    ScoreVerb = "score-verb",
    /// A score in a word.
    GradeWord = "grade-word",
    /// Stands between a score and what it is out of.
    OutOf = "out-of",
    /// Stands between a share and what it is of.
    ShareOf = "share-of",
    /// Stands after the points of a score.
    PointsWord = "points-word",
    /// Stands for the sign of per cent.
    PercentWord = "percent-word",
    /// Label of what is wrong.
    Problem = "problem-label",
    /// Label of what mends it.
    Remedy = "remedy-label",
    /// Tells at the beginning of a remedy that it was applied: `Added a lock`.
    DoneVerb = "done-verb",
    /// Stands before such a verb: who did it, or that it was done.
    Doer = "doer",
    /// What wakes somebody up: a rule to watch by, no problem.
    Alarm = "alarm",
    /// Label of what was seen, good or bad.
    Result = "result-label",
    /// Heading of what is to be known.
    Note = "note-label",
    /// Says what something has to be done before.
    Precondition = "precondition",
    /// Names the step to production, or those who are served there: `launch`, `customers`.
    Goal = "goal",
    /// Says that something is good enough for what it names.
    Fit = "fit",
    /// Lets something be done: `can`, `may`.
    Permit = "permit",
    /// Says that something is not good enough, or that it is too early.
    Unfit = "unfit",
    /// Says that something has to be done.
    Need = "need",
    /// Names a use that is less than production: `pilot`, `internal use`.
    LimitedUse = "limited-use",
    /// A trial that comes before production: `ready for QA`.
    Trial = "trial",
    /// Joins a yes with what limits it: `with`, `but`.
    With = "with-word",
    /// Names what a yes can be limited by: `conditions`, `remarks`.
    Limit = "limit-word",
    /// Says behind `with` that nothing limits: `no` open issues, `all` tests green.
    Unlimited = "unlimited",
    /// Stands beside the word for a verdict or a status in a label: `final`, `audit`.
    VerdictQualifier = "verdict-qualifier",
    /// Says of a risk how likely it is.
    Likelihood = "likelihood-label",
    /// Head of a column of titles.
    TitleColumn = "title-column",
    /// Head of a column of texts.
    TextColumn = "text-column",
    /// Says that something is not there, be it good or bad.
    Absence = "absence",
    /// Stands beside a word that says that there is nothing: `none found at the moment`.
    NothingTail = "nothing-tail",
    /// Heading of what was wrong and is mended.
    Mended = "mended",
    /// Does not apply.
    Inapplicable = "inapplicable",
    /// Beginning of what may happen: `If the pump fails`.
    Hypothesis = "hypothesis",
    /// Says that something is taken away on purpose.
    Discarded = "discarded",
    /// Names many things at once, at the end of a name: `weather features`.
    Collection = "collection",
    /// Medium, where nothing stands beside it but what names a severity: in other texts the average.
    MediumAlone = "medium-alone",
}

/// How many topics one word of memory holds.
const HELD: usize = u128::BITS as usize;

/// Which topics a text touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics([u128; 2]);

impl Topics {
    /// What touches one topic.
    pub fn of(topic: Topic) -> Topics {
        let mut bits = [0; 2];
        bits[topic as usize / HELD] = 1 << (topic as usize % HELD);
        Topics(bits)
    }

    /// True where it touches this one.
    pub fn has(self, topic: Topic) -> bool {
        self.0[topic as usize / HELD] & (1 << (topic as usize % HELD)) != 0
    }

    /// What this and another text touch.
    pub fn with(self, other: Topics) -> Topics {
        Topics([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// True where it touches one of these.
    pub fn any(self, topics: &[Topic]) -> bool {
        topics.iter().any(|topic| self.has(*topic))
    }
}
