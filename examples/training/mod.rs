//! What the training programs share: treebanks read onto our tokens, and the learner.

pub(crate) mod perceptron;
pub(crate) mod treebank;
