package media

// AssetReady says that an asset is shown from now on where its placeholder was.
type AssetReady struct{ ID ID }

// EventName is the event's name in the outbox.
func (AssetReady) EventName() string { return "media.asset_ready" }
