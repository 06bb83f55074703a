package server

import "net"

// Listener is what Listen has opened.
func (s *Server) Listener() net.Listener { return s.listener }
