//! Packets: put together, shown by section, frozen, verified and compared.

use crate::{
    domain::ids::RecordId,
    ops::{
        change::{Done, PacketRequest},
        error::OpsError,
        query::PacketSource,
        view::{PacketDiffView, PacketView, PacketsView, VerifyView},
        workbench::Workbench,
    },
};

impl Workbench {
    pub(crate) fn packets(&mut self) -> Result<PacketsView, OpsError> {
        Err(not_there_yet())
    }

    pub(crate) fn packet(&mut self, id: RecordId, width: u16) -> Result<PacketView, OpsError> {
        let _ = (id, width);
        Err(not_there_yet())
    }

    pub(crate) fn verify_packet(&mut self, source: &PacketSource) -> Result<VerifyView, OpsError> {
        let _ = source;
        Err(not_there_yet())
    }

    pub(crate) fn diff_packets(
        &mut self,
        from: &PacketSource,
        to: &PacketSource,
    ) -> Result<PacketDiffView, OpsError> {
        let _ = (from, to);
        Err(not_there_yet())
    }

    pub(crate) fn build_packet(&mut self, request: &PacketRequest) -> Result<Done, OpsError> {
        let _ = request;
        Err(not_there_yet())
    }

    pub(crate) fn freeze_packet(&mut self, packet: RecordId) -> Result<Done, OpsError> {
        let _ = packet;
        Err(not_there_yet())
    }

    pub(crate) fn discard_packet(&mut self, packet: RecordId) -> Result<Done, OpsError> {
        let _ = packet;
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
