//! The program from outside: files in, text and exit status out.

mod captures;
mod formats;
mod rules;
mod run;
mod threads;
mod views;
