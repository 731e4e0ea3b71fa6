//! What is around a call.

use base::text::Span;
use smol_str::SmolStr;

/// What is around a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The name of the nearest function that has one: `getUser`, `GET`, `UserService.find`.
    pub function: Option<SmolStr>,
    /// Whether that function is a handler by its name, its file or where it is passed to: `export async function GET`, a
    /// `getServerSideProps`, an Express or tRPC callback, a method with a decorator such as `@Get()`.
    pub in_handler: bool,
    /// The nearest loop, or callback of a method that calls it for each element, within the same function body or callbacks in it.
    pub iteration: Option<Iteration>,
    /// Where the call is an element of what runs at once.
    pub batch: Option<Batch>,
    /// Whether the call is awaited where it stands.
    pub is_awaited: bool,
    /// Whether its result leaves the function as it is: returned, or given to `res.json` and the like, itself or by a constant.
    pub is_returned: bool,
    /// Whether an error of it is caught: in a `try` with `catch`, or with `.catch`.
    pub is_caught: bool,
    /// The constant that its result is assigned to.
    pub result: Option<SmolStr>,
    /// The call of the statement before, as an index in the calls of the file, where both are awaited one after the other though
    /// this one uses nothing of that.
    pub follows: Option<u32>,
}

/// A loop around a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iteration {
    /// What kind of loop.
    pub kind: IterationKind,
    /// The keyword, or the name of the method.
    pub span: Span,
    /// How many loops are around the call within the function.
    pub depth: u8,
    /// Whether the argument of the call uses a variable that the loop changes: its element, or what is computed from it.
    pub uses_element: bool,
    /// Whether the loop ends or goes on by what the query returns: paging by a cursor, a retry, a search for a free name.
    pub depends_on_result: bool,
    /// What is iterated over, where it is a name or a member: `users`. In bytes of the file.
    pub over: Option<Span>,
}

/// What kind of loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IterationKind {
    /// `for`, `for … of`, `for await`, `for … in`.
    For,
    /// `while`, `do`.
    While,
    /// `map`, `forEach`, `flatMap`, `reduce`, `filter` and the like with a callback.
    Callback,
}

/// What a call runs at once with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Batch {
    /// `Promise.all`, `Promise.allSettled`, or a promise collected into an array.
    PromiseAll,
    /// An element of the array given to `$transaction`.
    Transaction,
}
