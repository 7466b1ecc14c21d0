//! The table of a call.

/// Declares a call.
///
/// ```text
/// endpoint! {
///     /// What it does.
///     #[sources(page, sdk 1.1-1.14, server 26-27)]
///     #[operation("tasks.retrieve")]
///     #[get("/tasks/{task_id}")]
///     pub struct RetrieveTask {
///         #[path]
///         /// What the parameter means.
///         pub task_id: String,
///         #[header("X-Request-ID")]
///         /// What the header means.
///         pub request_id: Option<String>,
///     } -> TaskResponse {
///         /// When this answer comes.
///         200 => Json(TaskResponse),
///     }
/// }
/// ```
///
/// Paths of other server versions follow the path after `|`; `, at_root` says that the path begins
/// at the host. A `#[query]` comes between the path parameters and the headers, a `#[body]` after
/// the headers. An answer without `#[sources(…)]` has those of the call. `streams |call| condition`
/// at the end says when the answer is an event stream.
macro_rules! endpoint {
    (
        $(#[doc = $doc:literal])*
        #[sources $sources:tt]
        #[operation($operation:literal)]
        #[$method:ident($path:literal $(| $other:literal)* $(, $root:ident)?)]
        pub struct $name:ident {
            $(
                #[path]
                $(#[doc = $path_doc:literal])*
                pub $path_field:ident: String,
            )*
            $(
                #[query]
                pub params: $query:ty,
            )?
            $(
                #[header($header_name:literal)]
                $(#[doc = $header_doc:literal])*
                pub $header:ident: Option<String>,
            )*
            $(
                #[body]
                pub params: $body:ty,
            )?
        } -> $response:ty {
            $(
                $(#[doc = $answer_doc:literal])*
                $(#[sources $answer_sources:tt])?
                $status:literal => $media:ident($answer:ty),
            )*
        }
        $(streams |$call:ident| $streams:expr)?
    ) => {
        $(#[doc = $doc])*
        #[doc = ""]
        #[doc = $crate::wire::sources!(sentence $sources)]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $path_doc])* pub $path_field: String,)*
            $(/// The query.
            pub params: $query,)?
            $(/// The body.
            pub params: $body,)?
            $(
                #[doc = concat!("The header `", $header_name, "`.")]
                $(#[doc = $header_doc])*
                pub $header: Option<String>,
            )*
        }

        impl $name {
            /// The call with what it needs.
            #[allow(clippy::new_without_default, reason = "a call is not a value with a default")]
            pub fn new(
                $($path_field: impl Into<String>,)*
                $(params: impl Into<$query>,)?
                $(params: impl Into<$body>,)?
            ) -> Self {
                $name {
                    $($path_field: $path_field.into(),)*
                    $(params: <_ as Into<$query>>::into(params),)?
                    $(params: <_ as Into<$body>>::into(params),)?
                    $($header: None,)*
                }
            }

            $(
                #[doc = concat!("Sets the header `", $header_name, "`.")]
                $(#[doc = $header_doc])*
                #[must_use]
                pub fn $header<Form>(
                    mut self,
                    value: impl $crate::IntoOption<String, Form>,
                ) -> Self {
                    self.$header = value.into_option();
                    self
                }
            )*
        }

        impl $crate::endpoint::Call for $name {}

        impl $crate::endpoint::Endpoint for $name {
            const INFO: &'static $crate::endpoint::EndpointInfo = {
                static INFO: $crate::endpoint::EndpointInfo = $crate::endpoint::EndpointInfo {
                    name: stringify!($name),
                    operation: $operation,
                    doc: concat!($($doc, "\n"),*),
                    sources: $crate::wire::sources!(code $sources),
                    method: $crate::endpoint::table::endpoint!(@method $method),
                    path: $path,
                    other_paths: &[$($other),*],
                    at_root: false $(|| $crate::endpoint::table::endpoint!(@$root))?,
                    path_params: &[$($crate::endpoint::ParamInfo {
                        name: stringify!($path_field),
                        doc: concat!($($path_doc, "\n"),*),
                    }),*],
                    headers: &[$($crate::endpoint::ParamInfo {
                        name: $header_name,
                        doc: concat!($($header_doc, "\n"),*),
                    }),*],
                    query: $crate::endpoint::table::endpoint!(@shape $($query)?),
                    body: $crate::endpoint::table::endpoint!(@shape $($body)?),
                    answers: &[$($crate::endpoint::AnswerInfo {
                        status: $status,
                        media: $crate::endpoint::Media::$media,
                        shape: <$answer as $crate::wire::Wire>::SHAPE,
                        doc: concat!($($answer_doc, "\n"),*),
                        sources: $crate::wire::sources!(
                            code [$($answer_sources)?] $sources
                        ),
                    }),*],
                };
                &INFO
            };

            type Request = $crate::endpoint::table::endpoint!(@type $($query)? $($body)?);
            type Response = $response;

            fn path(&self) -> String {
                $crate::endpoint::url::fill($path, &[$(&self.$path_field),*])
            }

            fn query(&self) -> Result<Vec<(String, String)>, $crate::encode::EncodeError> {
                $(return $crate::endpoint::url::query_of::<$query>(&self.params);)?
                #[allow(unreachable_code, reason = "not every call has a query")]
                Ok(Vec::new())
            }

            fn headers(&self) -> Vec<(&'static str, &str)> {
                let headers: &[(&'static str, Option<&str>)] =
                    &[$(($header_name, self.$header.as_deref())),*];
                headers.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect()
            }

            fn body(&self) -> Result<Option<String>, $crate::encode::EncodeError> {
                $(return $crate::encode::to_string::<$body>(&self.params).map(Some);)?
                #[allow(unreachable_code, reason = "not every call has a body")]
                Ok(None)
            }

            fn streams(&self) -> bool {
                $(let $call = self; return $streams;)?
                #[allow(unreachable_code, reason = "not every call can stream")]
                false
            }

            fn request(
                &self,
            ) -> Result<$crate::endpoint::HttpRequest, $crate::endpoint::RequestError> {
                $($crate::endpoint::url::check(stringify!($path_field), &self.$path_field)?;)*
                Ok($crate::endpoint::HttpRequest::of(self)?)
            }

            fn read(
                request: &$crate::endpoint::HttpRequest,
            ) -> Result<Self, $crate::endpoint::RequestError> {
                use $crate::endpoint::RequestError;
                let values = Self::INFO
                    .path_values(&request.target)
                    .filter(|_| request.method == Self::METHOD)
                    .ok_or(RequestError::OtherCall)?;
                let mut values = values.into_iter();
                let call = $name {
                    $($path_field: values.next().ok_or(RequestError::OtherCall)?,)*
                    $(params: $crate::endpoint::url::read_query::<$query>(&request.target)
                        .map_err(RequestError::Query)?,)?
                    $(params: $crate::decode::from_str::<$body>(
                        request.body.as_deref().unwrap_or_default(),
                    )
                    .map_err(RequestError::Body)?,)?
                    $($header: request.header($header_name).map(Into::into),)*
                };
                debug_assert!(values.next().is_none(), "one field for each parameter");
                Ok(call)
            }
        }

        $crate::derived::made! {
            $name,
            |choices| $name {
                $($path_field: $crate::derived::choose!(segment choices),)*
                $(params: $crate::derived::choose!(query choices, $query),)?
                $(params: $crate::derived::choose!(wire choices, $body),)?
                $($header: $crate::derived::choose!(header choices),)*
            }
        }
    };
    (@at_root) => { true };
    (@method get) => { $crate::endpoint::Method::Get };
    (@method post) => { $crate::endpoint::Method::Post };
    (@method delete) => { $crate::endpoint::Method::Delete };
    (@shape) => { None };
    (@shape $type:ty) => { Some(<$type as $crate::wire::Wire>::SHAPE) };
    (@type) => { () };
    (@type $type:ty) => { $type };
}
pub(crate) use endpoint;
