package search

func (s *Service) listen() {}
