/** The ledger: proof from the topics that no frame is lost and none answered twice. */
package io.meshstream.tools.ledger;
